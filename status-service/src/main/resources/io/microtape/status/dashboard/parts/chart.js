// The library that draws, loaded when something is drawn. It paints on a canvas, so that no style ever becomes markup.

const LIBRARY = '/assets/echarts/echarts.js';

// Draws option(colours) into the place, again when the theme or the size changes. Returns what takes another option.
export async function chart(place, option, closing) {
  const echarts = await import(LIBRARY);
  let instance;
  let last = option;
  const draw = () => {
    instance?.dispose();
    instance = echarts.init(place, undefined, { renderer: 'canvas' });
    instance.setOption(last(colours()));
  };
  const sized = new ResizeObserver(() => instance?.resize());
  const again = () => place.isConnected && draw();
  document.addEventListener('theme', again);
  document.addEventListener('zone', again);
  draw();
  sized.observe(place);
  closing(() => {
    sized.disconnect();
    document.removeEventListener('theme', again);
    document.removeEventListener('zone', again);
    instance.dispose();
  });
  return (next) => {
    last = next;
    instance.setOption(last(colours()));
  };
}

// The page's own colours, as they are now.
function colours() {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (name) => {
    probe.className = `probe-${name}`;
    return getComputedStyle(probe).color;
  };
  const all = Object.fromEntries(['ink', 'soft', 'line', 'surface', 'filler', 'accent', 'warning', 'bid', 'ask', 'trade'].map((name) => [name, colour(name)]));
  probe.remove();
  return { ...all, font: getComputedStyle(document.body).fontFamily };
}

export const tooltip = (c) => ({
  // Markup in a tooltip would be styled inline, which the page's policy forbids.
  renderMode: 'richText', trigger: 'axis', backgroundColor: c.surface, borderColor: c.line, textStyle: { color: c.ink, fontFamily: c.font, fontSize: 12 },
});

export const axis = (c) => ({
  axisLine: { lineStyle: { color: c.line } }, axisTick: { lineStyle: { color: c.line } }, splitLine: { lineStyle: { color: c.line } },
  axisLabel: { color: c.soft, fontFamily: c.font, fontSize: 11 }, nameTextStyle: { color: c.soft, fontFamily: c.font, fontSize: 11 },
});
