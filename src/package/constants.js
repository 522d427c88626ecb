// The words that the API's documents name. All of them are open: deployments have others.
export const grievanceCategories = Object.freeze(["data_access", "rectification", "erasure", "access", "correction"]);
export const grievanceStatuses = Object.freeze(["open", "in_progress", "resolved"]);
export const nomineeStatuses = Object.freeze(["pending", "verified", "rejected", "active"]);
