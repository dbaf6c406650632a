// The states of a capture, in the order in which they are shown, and what each means.

export const STATES = [
  { name: 'COMPLETE', word: 'Complete', means: 'A proven file is in the lake' },
  { name: 'EMPTY_CONFIRMED', word: 'Confirmed empty', means: 'Answered with no rows twice, and nothing says there should be any' },
  { name: 'EMPTY', word: 'Empty, to ask again', means: 'Answered with no rows once; asked again before that is believed' },
  { name: 'VENDOR_HOLE', word: 'Vendor hole', means: 'Answered with no rows twice although the bar says that shares traded' },
  { name: 'NOT_ENTITLED', word: 'Not entitled', means: 'The vendor’s plan does not include it' },
  { name: 'FAILED', word: 'Failed', means: 'Asked, and given up for a recorded reason' },
  { name: 'IN_FLIGHT', word: 'In flight', means: 'A downloader is at work on it' },
  { name: 'QUEUED', word: 'Queued', means: 'In a run, waiting for a downloader' },
  { name: 'PLANNED', word: 'Never asked', means: 'In the manifest, in no run yet' },
];

export function wordOf(name) {
  return STATES.find((state) => state.name === name)?.word ?? name;
}
