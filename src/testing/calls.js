// The documented calls, and finding the one that a request means.

import * as banners from "./banners.js";
import * as consent from "./consent.js";
import { badRequest } from "./refusal.js";
import * as rights from "./rights.js";
import * as status from "./status.js";

/** Each by its method's name on the client: the method, the path, and what answers. */
const CALLS = {
  listBanners: ["GET", "/banners", banners.list],
  getBanner: ["GET", "/banners/{display_id}", banners.detail],
  userBanners: ["GET", "/banners/user/{user_id}", banners.ofUser],
  consentStatus: ["GET", "/api/v1/external/consents/user-status?userId={user_id}", status.ofUser],
  recordConsent: ["POST", "/consent/{collection_point_id}/consent", consent.create],
  listGrievances: ["GET", "/grievance/user/{user_id}", rights.listTickets],
  createGrievance: ["POST", "/grievance", rights.createTicket],
  updateGrievance: ["PUT", "/grievance/{ticket_id}", rights.updateTicket],
  listNominees: ["GET", "/nominee/user/{user_id}", rights.listNominees],
  registerNominee: ["POST", "/nominee", rights.createNominee],
  updateNominee: ["PUT", "/nominee/{nominee_id}", rights.updateNominee],
  deleteNominee: ["DELETE", "/nominee/{nominee_id}", rights.deleteNominee],
  dpo: ["GET", "/dpo", rights.dpo],
};

/** Throws where a name is none of a call's. */
export function checkCall(name) {
  if (!Object.hasOwn(CALLS, name)) throw new TypeError(`fakeApi: there is no call ${name}; the calls are ${Object.keys(CALLS).join(", ")}`);
}

/** A function that finds the call a request means, wherever the API is; `routes` are paths in place of the documented ones. */
export function router(routes = {}) {
  Object.keys(routes).forEach(checkCall);
  const calls = Object.entries(CALLS).map(([name, [method, path, answer]]) => ({ name, method, answer, ...template(routes[name] ?? path) }));
  // The longest path first: `/nominee/user/dpo` also ends like `/dpo`.
  calls.sort((a, b) => b.length - a.length);
  return (method, { pathname, searchParams }) => {
    const call = calls.find((one) => one.method === method && one.pattern.test(pathname));
    if (!call) return null;
    const { name, answer, pattern, parameter } = call;
    const id = () => (parameter ? searchParams.get(parameter) : decoded(pathname.match(pattern)[1] ?? ""));
    return { name, answer, id, takesBody: method === "POST" || method === "PUT" };
  };
}

/** What a path looks like at its end, and which of its query's parameters is the id. */
function template(text) {
  const [path, query] = text.split("?");
  const literal = path.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
  const [parameter] = [...new URLSearchParams(query)].find(([, value]) => value.startsWith("{")) ?? [];
  return { pattern: new RegExp(`${literal.join("([^/]+)")}$`), length: path.split("/").length, parameter };
}

function decoded(segment) {
  try {
    return segment.replace(/(%[0-9a-f]{2})+/gi, decodeURIComponent);
  } catch {
    throw badRequest("The id in the path is not valid");
  }
}
