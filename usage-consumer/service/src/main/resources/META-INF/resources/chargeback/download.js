import { isoDay } from './period.js';

/** Fetches a report as a file, with the key, and has the browser save it. @returns its name */
export async function download(api, format, parameters, period, by) {
  const blob = await api.file('/usage/v1/chargeback', [...parameters, ['format', format]]);
  const name = `tollgate-${format === 'focus' ? 'focus' : 'chargeback'}-${isoDay(period.from)}-to-${isoDay(period.to - 1)}${format === 'focus' ? '' : `-by-${by}`}.csv`;
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return name;
}
