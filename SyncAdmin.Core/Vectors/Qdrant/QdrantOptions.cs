namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>Configuration section <c>Vectors:Qdrant</c>. Counts, and is checked at start, when <c>Vectors:Provider</c> is <c>qdrant</c>.</summary>
public sealed class QdrantOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Vectors:Qdrant";

    /// <summary>Address of the REST API, a path before it included. Default <c>http://127.0.0.1:6333</c>.</summary>
    public Uri Url { get; set; } = new("http://127.0.0.1:6333");

    /// <summary>Sent as header <c>api-key</c>; it must be one that may write. Default none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Seconds that one call may take, answer included: 5 to 600. Default 60.</summary>
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Points of one write: 64 to 256, as Qdrant's own guide for bulk loads has it. Default 256.</summary>
    public int WriteBatchPoints { get; set; } = 256;

    /// <summary>Writes of this process at a time, over all jobs: 2 to 4. Default 4.</summary>
    public int WriteConcurrency { get; set; } = 4;

    internal TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    /// <summary>What the server is told to wait for a write: less than we wait for its answer, so that it says <c>wait_timeout</c> before we hang up.</summary>
    internal int ServerTimeoutSeconds => TimeoutSeconds * 4 / 5;

    /// <summary>A key that anybody on the way can read.</summary>
    internal bool SendsKeyInTheClear => !string.IsNullOrEmpty(ApiKey) && Url.Scheme == Uri.UriSchemeHttp && !Url.IsLoopback;
}
