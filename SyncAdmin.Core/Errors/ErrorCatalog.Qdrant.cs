namespace SyncAdmin.Core.Errors;

/// <summary>Qdrant as a server, 2050 to 2069.</summary>
public static partial class ErrorCatalog
{
    /// <summary>No connection, no answer in time, 408 or a 5xx, after retrying.</summary>
    public static readonly ErrorDefinition QdrantUnreachable = new(
        "SYNC-2050", ProblemKind.Unavailable, "Qdrant does not answer",
        "Check that Qdrant runs and that Vectors:Qdrant:Url is the address of its REST API (port 6333); a waiting job goes on by itself once it answers.");

    /// <summary>429 for longer than we wait.</summary>
    public static readonly ErrorDefinition QdrantBusy = new(
        "SYNC-2051", ProblemKind.Unavailable, "Qdrant limits the rate of calls",
        "Wait, lower Vectors:Qdrant:WriteConcurrency, or raise the limits in the collection's strict mode; a waiting job goes on by itself.");

    /// <summary>507: a quota of memory or disk is reached.</summary>
    public static readonly ErrorDefinition QdrantFull = new(
        "SYNC-2052", ProblemKind.Unavailable, "Qdrant has no room left",
        "Free memory or disk of the Qdrant node, enlarge it, or raise its quotas; what was acknowledged is safe, and a waiting job goes on as soon as there is room.");

    /// <summary>401, 403.</summary>
    public static readonly ErrorDefinition QdrantKeyRefused = new(
        "SYNC-2053", ProblemKind.External, "Qdrant refuses the API key",
        "Set Vectors:Qdrant:ApiKey to a key of this Qdrant that may write and manage collections, and restart.");

    /// <summary>Something else listens there.</summary>
    public static readonly ErrorDefinition NotQdrant = new(
        "SYNC-2054", ProblemKind.External, "What answers is not Qdrant",
        "Set Vectors:Qdrant:Url to the address of Qdrant's REST API (port 6333, with the path that a proxy puts before it), and restart.");

    /// <summary>The TLS handshake failed.</summary>
    public static readonly ErrorDefinition QdrantTlsFailed = new(
        "SYNC-2055", ProblemKind.Unavailable, "The TLS connection to Qdrant fails",
        "Check that Qdrant serves TLS on that port, that its certificate is valid for the host in Vectors:Qdrant:Url, and that this machine trusts its authority (SSL_CERT_FILE or the system's store).");

    /// <summary>Before 1.10.</summary>
    public static readonly ErrorDefinition QdrantTooOld = new(
        "SYNC-2056", ProblemKind.External, "This version of Qdrant is too old",
        "Upgrade Qdrant to 1.16 or newer; 1.10 is the oldest that works at all.");

    /// <summary>400, 404 without a collection, 409, 413, 422 and the like.</summary>
    public static readonly ErrorDefinition QdrantRefusedRequest = new(
        "SYNC-2057", ProblemKind.External, "Qdrant refuses the request",
        "Read what it says: a limit of the collection's strict mode can be raised there; for anything else compare the collection in Qdrant with what SyncAdmin made.");

    /// <summary>200 with a body that is cut off or is not what was agreed.</summary>
    public static readonly ErrorDefinition QdrantAnswerUnreadable = new(
        "SYNC-2058", ProblemKind.Unavailable, "Qdrant answered something unreadable",
        "Check that no proxy between here and Qdrant cuts or changes its answers; a waiting job goes on by itself.");

    /// <summary>Acknowledged, and still not there.</summary>
    public static readonly ErrorDefinition QdrantWriteUnconfirmed = new(
        "SYNC-2059", ProblemKind.Unavailable, "Qdrant has not carried out a write",
        "Look at the collection's update queue and status in Qdrant (an overloaded disk is the usual reason); a waiting job writes again by itself.");

    /// <summary>Points that somebody else made with numbers as ids.</summary>
    public static readonly ErrorDefinition QdrantIdNotUuid = new(
        "SYNC-2060", ProblemKind.External, "Point ids are not UUIDs",
        "Use a collection whose points have UUIDs: SyncAdmin neither reads nor writes points with numbers as ids.");

    /// <summary>Status red.</summary>
    public static readonly ErrorDefinition QdrantCollectionRed = new(
        "SYNC-2061", ProblemKind.Unavailable, "Qdrant reports a failure in a collection",
        "Read Qdrant's log for the failed operation, mend its cause (usually disk or memory) and restart Qdrant; then run a full sync of the datasources that feed the collection.");
}
