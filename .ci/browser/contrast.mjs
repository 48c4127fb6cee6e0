// Contrast as WCAG 2.2 defines it (1.4.3, 1.4.6), measured in the page.

/// In the page: texts outside pictures whose contrast with the nearest background is too small.
/// Unlike axe, it also judges single characters.
export function contrast(within = "body") {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, part, band) => sum + part * ((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))(colour[band] / 255), 0);
  const faults = new Set();
  for (const element of document.querySelectorAll(`${within} *`)) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!own || element.closest("svg, [aria-hidden=true], .skip, noscript, option") || !element.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    let behind = element;
    while (behind && channels(getComputedStyle(behind).backgroundColor)[3] < 255) behind = behind.parentElement;
    const paper = behind ? channels(getComputedStyle(behind).backgroundColor) : channels("Canvas");
    const [bright, dim] = [light(channels(color)), light(paper)].sort((one, other) => other - one);
    const ratio = (bright + 0.05) / (dim + 0.05);
    const large = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) faults.add(`contrast ${ratio.toFixed(2)}: ${color} on ${paper.slice(0, 3)} <${element.localName} class="${element.className}">`);
  }
  return [...faults];
}
