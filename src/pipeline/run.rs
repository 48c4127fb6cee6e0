//! The main path from the files of a project to its site, stage by stage. `stages.rs` calls each
//! stage, and keeps its results for the next run.

use super::stages::Stages;
use super::stop::Ended;
use crate::config::Config;
use crate::diag::ErrorsReported;
use crate::render::{Rendered, Site};
use crate::verify::Verified;
use crate::write::{NotTaken, Output};

/// Runs the stages up to the verified evidence. Returns the records of a project whose quotes were
/// all found.
///
/// # Errors
/// [`ErrorsReported`] if the content has an error.
pub(super) fn evidence(
    stages: &mut Stages<'_>,
    config: &Config,
) -> Result<Verified, ErrorsReported> {
    stages.source(config);
    let parsed = stages.parse(config);
    let resolved = stages.resolve(parsed, config);
    stages.lint(&resolved);
    stages.verify(resolved, config)
}

/// Runs the stages up to the planned site, whose pages can then be rendered.
///
/// # Errors
/// [`ErrorsReported`] if the content, the settings or the theme have an error.
pub(super) fn site(stages: &mut Stages<'_>) -> Result<Site, ErrorsReported> {
    let config = stages.config();
    let evidence = evidence(stages, &config);
    // Read the theme even after errors in the content, to report all errors together.
    let theme = stages.theme(&config);
    let (evidence, theme) = (evidence?, theme?);
    let named = stages.name(evidence.dossier, &theme);
    let shown = stages.withhold(named, &config, &theme);
    let assessed = stages.assess(shown, evidence.findings);
    let plan = stages.plan(assessed, config)?;
    stages.site(plan, theme)
}

/// Renders the pages of a site. With an output, publishes them there with the search index and the
/// exports. The second value says what could not be removed beside the new site.
///
/// # Errors
/// [`Ended`] if a template or an operation of the system fails.
pub(super) fn publish(
    stages: &mut Stages<'_>,
    site: &Site,
    output: Option<Output>,
) -> Result<(Rendered, Option<NotTaken>), Ended> {
    let Some(output) = output else {
        return Ok((stages.render_only(site)?, None));
    };
    let staging = stages.stage_output(site, output)?;
    let rendered = stages.render(site, &staging);
    let exported = rendered.and_then(|pages| {
        stages.export(site, &staging)?;
        Ok(pages)
    });
    stages.write(staging, exported)
}
