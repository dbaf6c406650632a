// Wires the page: what is chosen, what is heard, and what is shown of it.

import * as address from './address.js';
import { get } from './api.js';
import { breakdown, keyChoice, KEYS } from './breakdown.js';
import { captureTable, mostUrgent, PAGE, stateChoice } from './captures.js';
import { connection } from './connection.js';
import { blank, failure, loading, show } from './dom.js';
import { watch } from './live.js';
import { manifestCard, noManifest, pick } from './manifest.js';
import { paced } from './paced.js';
import { runList } from './runs.js';
import { STATES } from './states.js';
import { themeButton } from './theme.js';
import { truthBar } from './truth-bar.js';

const LISTS_MILLIS = 15_000;
const place = (id) => document.getElementById(id);

const asked = address.read();
const chosen = {
  manifest: asked.manifest,
  by: KEYS.some(({ key }) => key === asked.by) ? asked.by : 'session',
  state: STATES.some(({ name }) => name === asked.state) ? asked.state : undefined,
  symbol: '',
  offset: 0,
};
let coverage;
let watched;
let unwatch = () => {};

const link = connection(place('connection'), place('stale'), place('coverage'));
const showTruthBar = truthBar(place('truth-bar'), chooseState);
const stateShown = () => chosen.state ?? (coverage && mostUrgent(coverage.states));

function lists() {
  return guarded('notices', lists, async () => {
    const { manifests } = await get('/api/v1/manifests');
    show(place('notices'));
    showManifests(manifests);
    await guarded('runs', lists, async () => {
      const { runs } = await get('/api/v1/runs');
      runList(place('runs'), runs.filter((run) => run.manifest_id === chosen.manifest));
    });
  });
}

function groups() {
  const { manifest, by } = chosen;
  return guarded('breakdown', groups, async () => {
    const counted = await get('/api/v1/coverage', { manifest, by });
    if (manifest === chosen.manifest && by === chosen.by) {
      breakdown(place('breakdown'), counted);
    }
  });
}

function captures() {
  const filter = { manifest: chosen.manifest, state: stateShown(), symbol: chosen.symbol, limit: PAGE, offset: chosen.offset };
  // An answer that comes after another choice was made is not shown.
  const current = () => filter.manifest === chosen.manifest && filter.state === stateShown()
    && filter.symbol === chosen.symbol && filter.offset === chosen.offset;
  return guarded('captures', captures, async () => {
    if (filter.state === undefined) {
      show(place('captures'), blank('Every capture is complete', 'Nothing is left to ask for.'));
      return;
    }
    const page = await get('/api/v1/captures', filter);
    if (current()) {
      captureTable(place('captures'), page, filter, turnTo);
    }
  });
}

// What a person chose is fetched at once; what merely changed, at a pace.
const groupsChanged = paced(groups, 2_000);
const capturesChanged = paced(captures, 2_000);

async function guarded(id, again, action) {
  try {
    await action();
  } catch (error) {
    show(place(id), failure(error, again));
  }
}

function showManifests(manifests) {
  const newest = [...manifests].sort((a, b) => new Date(b.built_at) - new Date(a.built_at));
  const shown = newest.find(({ manifest_id: id }) => id === chosen.manifest) ?? newest[0];
  pick(place('manifest-picker'), newest, shown?.manifest_id);
  document.body.toggleAttribute('data-nothing', shown === undefined);
  if (shown === undefined) {
    noManifest(place('manifest'));
    return;
  }
  manifestCard(place('manifest'), shown);
  if (shown.manifest_id !== watched) {
    open(shown.manifest_id);
  }
}

function open(manifest) {
  Object.assign(chosen, { manifest, offset: 0 });
  coverage = undefined;
  watched = manifest;
  unwatch();
  link.forget();
  ['truth-bar', 'breakdown', 'captures'].forEach((id) => show(place(id), loading()));
  unwatch = watch(manifest, { snapshot: heard, link: link.link });
  address.write({ manifest, by: chosen.by, state: chosen.state });
}

function heard(snapshot) {
  const first = coverage === undefined;
  coverage = snapshot;
  link.heard();
  showCoverage();
  if (first) {
    groups();
    captures();
  } else {
    groupsChanged();
    capturesChanged();
  }
}

function showCoverage() {
  showTruthBar(coverage, stateShown());
  stateChoice(place('captures-filters'), coverage.states, stateShown(), chooseState, chooseSymbol);
}

// The chosen state, chosen again, is let go: then the most urgent one shows.
function chooseState(name) {
  const state = name === chosen.state ? undefined : name;
  Object.assign(chosen, { state, offset: 0 });
  address.write({ manifest: chosen.manifest, by: chosen.by, state });
  showCoverage();
  show(place('captures'), loading());
  captures();
}

function turnTo(offset) {
  chosen.offset = offset;
  captures();
}

function chooseSymbol(symbol) {
  Object.assign(chosen, { symbol, offset: 0 });
  captures();
}

function chooseKey(by) {
  chosen.by = by;
  address.write({ manifest: chosen.manifest, by, state: chosen.state });
  keyChoice(place('breakdown-keys'), by, chooseKey);
  show(place('breakdown'), loading());
  groups();
}

themeButton(place('theme'));
keyChoice(place('breakdown-keys'), chosen.by, chooseKey);
place('manifest-picker').addEventListener('change', (event) => {
  open(event.target.value);
  lists();
});
lists();
setInterval(lists, LISTS_MILLIS);
