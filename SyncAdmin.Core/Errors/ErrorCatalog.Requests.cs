namespace SyncAdmin.Core.Errors;

/// <summary>Errors of a request as such, whatever it asks for.</summary>
public static partial class ErrorCatalog
{
    /// <summary>Bad JSON, a value of the wrong type, a page out of range.</summary>
    public static readonly ErrorDefinition RequestMalformed = new(
        "SYNC-7400", ProblemKind.Invalid, "The request can't be read", "Correct the part that the detail names; /openapi/v1.json describes what is expected.");

    /// <summary>Neither a session nor a key that is known.</summary>
    public static readonly ErrorDefinition SignInRequired = new(
        "SYNC-7401", ProblemKind.Forbidden, "Sign-in or an API key is needed", "Send a valid key as 'X-API-Key: sk_…' or 'Authorization: Bearer sk_…', or sign in.");

    /// <summary>The role is too small.</summary>
    public static readonly ErrorDefinition PermissionMissing = new(
        "SYNC-7403", ProblemKind.Forbidden, "The role does not allow this", "Ask an administrator for the role that the detail names.");

    /// <summary>A request that another site's page may have sent in a signed-in person's name.</summary>
    public static readonly ErrorDefinition CrossSiteRequest = new(
        "SYNC-7423", ProblemKind.Forbidden, "The request may come from another site", "Send the header 'X-Requested-With: SyncAdmin' from SyncAdmin's own pages, or use an API key.");

    /// <summary>No such route.</summary>
    public static readonly ErrorDefinition RouteNotFound = new(
        "SYNC-7404", ProblemKind.NotFound, "No such address", "Check the path and that ids are UUIDs; /openapi/v1.json lists every route.");

    /// <summary>The route exists for other methods.</summary>
    public static readonly ErrorDefinition MethodNotAllowed = new(
        "SYNC-7405", ProblemKind.Invalid, "The route does not take this method", "Use one of the methods in the Allow header.");

    /// <summary>The body did not arrive in time.</summary>
    public static readonly ErrorDefinition BodyTooSlow = new(
        "SYNC-7408", ProblemKind.Invalid, "The request came too slowly", "Send it again over a faster connection, or less in one request.");

    /// <summary>The body is larger than the limit.</summary>
    public static readonly ErrorDefinition BodyTooLarge = new(
        "SYNC-7413", ProblemKind.TooLarge, "The request is too large", "Send less in one request.");

    /// <summary>The body is of another type.</summary>
    public static readonly ErrorDefinition MediaTypeNotSupported = new(
        "SYNC-7415", ProblemKind.Invalid, "The body is of a type that is not read here", "Send 'Content-Type: application/json'.");

    /// <summary>The Host header names another machine: DNS rebinding, or a proxy that was not announced.</summary>
    public static readonly ErrorDefinition HostNotAllowed = new(
        "SYNC-7421", ProblemKind.Forbidden, "The host name is not served here", "Open SyncAdmin by localhost or 127.0.0.1; to serve other names, set Access:LocalSignIn=true.");

    /// <summary>Too many requests.</summary>
    public static readonly ErrorDefinition TooManyRequests = new(
        "SYNC-7429", ProblemKind.Unavailable, "Too many requests", "Wait as long as the Retry-After header says, then send fewer.");

    /// <summary>A bug of ours.</summary>
    public static readonly ErrorDefinition Unexpected = new(
        "SYNC-7500", ProblemKind.Unexpected, "Something went wrong inside SyncAdmin", "Look for the correlation id in the log; if it happens again, report it with that id.");

    /// <summary>Not up yet, or the state can't be reached.</summary>
    public static readonly ErrorDefinition NotReady = new(
        "SYNC-7503", ProblemKind.Unavailable, "SyncAdmin is not ready", "Try again in a few seconds; /api/health/database says whether the state can be reached.");
}
