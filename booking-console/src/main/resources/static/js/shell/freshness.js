/* Tracks the age of the page's data and the regions that could not be refreshed. */
export const freshness = {
  /** The time at which all regions were last known to be current. */
  asOf: Date.now(),
  /** The time of the last refresh of all regions. */
  refreshedAt: Date.now(),
  /** Ids of regions whose last refresh failed. */
  failing: new Set(),
};
