/* How old the page's data is, and which regions could not be refreshed. */
export const freshness = {
  /** When all regions were last known to be current. */
  asOf: Date.now(),
  /** When all regions were last asked for. */
  refreshedAt: Date.now(),
  /** Ids of regions whose last refresh failed. */
  failing: new Set(),
};
