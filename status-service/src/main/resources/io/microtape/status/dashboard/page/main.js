// Wires the page: the address says which manifest and view, the store what is known of it, the view shows it.

import { zoneButton } from '../parts/times.js';
import { get } from './api.js';
import { connection } from './connection.js';
import { failure, show } from './dom.js';
import { menu, pick, VIEWS, showNav } from './nav.js';
import { go, parse } from './router.js';
import { stage } from './stage.js';
import { storeOf } from './store.js';
import { themeButton } from './theme.js';

const MANIFESTS_MILLIS = 15_000;
const MOST_MANIFESTS = 500;
const place = (id) => document.getElementById(id);

const link = connection(place('connection'), place('notices'));
const closeMenu = menu(place('menu'), place('side-body'));
const open = stage(place('view'), place('main'));
let manifests;
let store;

function follow(manifest) {
  if (manifest === undefined || store?.manifest !== manifest) {
    store?.end();
    link.forget(manifest === undefined ? 'idle' : 'connecting');
    store = manifest === undefined ? undefined : storeOf(manifest, link);
  }
}

function route() {
  const asked = parse(location.hash);
  const shown = asked.manifest ?? manifests[0]?.manifest_id;
  const view = VIEWS.find(({ name }) => name === asked.view) ?? VIEWS[0];
  pick(place('manifest-picker'), manifests, shown);
  showNav(place('nav'), shown, view.name);
  closeMenu();
  const known = manifests.find(({ manifest_id: id }) => id === shown);
  follow(known?.manifest_id);
  open(known ? view : undefined, { manifest: known, wanted: shown, item: asked.item, query: asked.query, store });
}

async function refresh() {
  try {
    const answer = await get('/api/v1/manifests', { sort: '-built_at', limit: MOST_MANIFESTS });
    const first = manifests === undefined;
    const same = first ? '' : JSON.stringify(manifests);
    manifests = answer.manifests;
    if (first || same !== JSON.stringify(manifests)) {
      route();
    }
  } catch (error) {
    if (manifests === undefined) {
      show(place('view'), failure(error, refresh));
    }
  }
}

themeButton(place('theme'));
zoneButton(place('zone'));
place('manifest-picker').addEventListener('change', (event) => {
  const asked = parse(location.hash);
  // An item and filters belong to the manifest that was left.
  go({ manifest: event.target.value, view: asked.view });
});
place('skip').addEventListener('click', (event) => {
  event.preventDefault();
  place('main').focus();
});
addEventListener('hashchange', () => manifests && route());
refresh();
setInterval(refresh, MANIFESTS_MILLIS);
