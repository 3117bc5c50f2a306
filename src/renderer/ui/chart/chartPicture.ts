/** Around the picture, and between its title and the chart; in CSS pixels. */
const margin = 16;
const titleHeight = 28;
/** An SVG is drawn so much larger at least, so that it can be printed. */
const leastScale = 2;

/**
 * The chart in an element (a canvas or an SVG) as a PNG: as it is drawn now, in the colours of the theme,
 * on the panel's background and under its title. Rejects when there is none, or when it cannot be drawn.
 */
export async function chartPicture(element: HTMLElement, title: string): Promise<Blob> {
  const chart = element.querySelector<HTMLCanvasElement | SVGSVGElement>('canvas, svg');
  if (chart === null) throw new Error('There is no chart.');
  const { width, height } = chart.getBoundingClientRect();
  const isCanvas = chart instanceof HTMLCanvasElement;
  const scale = isCanvas ? chart.width / width : Math.max(leastScale, window.devicePixelRatio);
  const picture = document.createElement('canvas');
  picture.width = Math.round((width + 2 * margin) * scale);
  picture.height = Math.round((height + titleHeight + 2 * margin) * scale);
  const context = picture.getContext('2d');
  if (context === null) throw new Error('The browser gives no canvas.');
  context.scale(scale, scale);
  const style = getComputedStyle(element);
  context.fillStyle = style.getPropertyValue('--panel').trim();
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = style.getPropertyValue('--ink').trim();
  context.font = `600 13px ${style.fontFamily}`;
  context.textBaseline = 'middle';
  context.fillText(title, margin, margin + titleHeight / 2 - 4, width);
  const drawn = isCanvas ? chart : await imageOf(chart, { width, height });
  context.drawImage(drawn, margin, margin + titleHeight, width, height);
  return new Promise((resolve, reject) => {
    picture.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture is too large.')) : resolve(blob)),
      'image/png',
    );
  });
}

/** What of its look an SVG has from classes; a picture of it knows none. */
const looks = [
  ...['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity'],
  ...['font-family', 'font-size', 'font-weight', 'font-variant-numeric', 'text-anchor'],
];

async function imageOf(
  chart: SVGSVGElement,
  { width, height }: { width: number; height: number },
): Promise<HTMLImageElement> {
  const copy = chart.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('The chart cannot be copied.');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', `${width}`);
  copy.setAttribute('height', `${height}`);
  const copies = copy.querySelectorAll<SVGElement>('*');
  for (const [at, element] of chart.querySelectorAll<SVGElement>('*').entries()) {
    const style = getComputedStyle(element);
    for (const name of looks) copies[at]?.style.setProperty(name, style.getPropertyValue(name));
    copies[at]?.removeAttribute('class');
  }
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
