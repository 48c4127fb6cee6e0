//! The main path: from the files of a project to its site, stage after stage. How a stage is called,
//! and what is kept of it for the next run, is in `stages.rs`.

use super::stages::Stages;
use super::stop::Ended;
use crate::config::Config;
use crate::diag::ErrorsReported;
use crate::render::{Rendered, Site};
use crate::verify::Verified;
use crate::write::{NotTaken, Output};

/// The records of a project whose quotes were all found.
///
/// # Errors
/// [`ErrorsReported`] if the content has a fault.
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

/// The site of a project, whose pages can be rendered.
///
/// # Errors
/// [`ErrorsReported`] if the content, the settings or the theme have a fault.
pub(super) fn site(stages: &mut Stages<'_>) -> Result<Site, ErrorsReported> {
    let config = stages.config();
    let evidence = evidence(stages, &config);
    // The faults of the theme are reported together with those of the content.
    let theme = stages.theme(&config);
    let (evidence, theme) = (evidence?, theme?);
    let named = stages.name(evidence.dossier, &theme);
    let shown = stages.withhold(named, &config, &theme);
    let assessed = stages.assess(shown, evidence.findings);
    let plan = stages.plan(assessed, config)?;
    stages.site(plan, theme)
}

/// Renders the pages of a site. With an output, they are published there together with the search
/// index and the exports. The last value says what could not be cleared away beside the new site.
///
/// # Errors
/// [`Ended`] if a template fails, or the machine does.
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
