namespace SyncAdmin.Tests.Vectors.QdrantHost;

/// <summary>How <see cref="FakeQdrant"/> misbehaves in one call.</summary>
internal sealed record QdrantFault
{
    /// <summary>503, as while a shard is transferred.</summary>
    internal static QdrantFault Unavailable { get; } = new() { Status = 503, Error = "Service internal error: The shard is not available right now" };

    /// <summary>507: the node's quota.</summary>
    internal static QdrantFault Full { get; } = new() { Status = 507, Error = "Insufficient storage: the disk quota of this node is exceeded" };

    internal static QdrantFault TimedOut { get; } = new() { Status = 408, Error = "Timeout: the operation timed out" };

    /// <summary>The connection breaks while the request is still being read: nothing was done.</summary>
    internal static QdrantFault DropBefore { get; } = new() { DropsBefore = true };

    /// <summary>It was done, and the connection breaks in the middle of the answer.</summary>
    internal static QdrantFault DropAfter { get; } = new() { DropsAfter = true };

    /// <summary>A write that is answered <c>wait_timeout</c> and carried out.</summary>
    internal static QdrantFault LateWrite { get; } = new() { UpdateStatus = "wait_timeout" };

    /// <summary>A write that is answered <c>acknowledged</c> and never carried out.</summary>
    internal static QdrantFault LostWrite { get; } = new() { UpdateStatus = "acknowledged", LosesWrite = true };

    /// <summary>A page of some proxy, with status 200.</summary>
    internal static QdrantFault Html { get; } = new() { Status = 200, Page = "<html><body>Welcome to this proxy</body></html>" };

    /// <summary>429; <paramref name="retryAfter"/> in seconds or as a date.</summary>
    internal static QdrantFault TooManyRequests(string? retryAfter = null) =>
        new() { Status = 429, Error = "Rate limiting exceeded: Write rate limit exceeded, retry later", RetryAfter = retryAfter };

    internal static QdrantFault Refuses(int status, string error) => new() { Status = status, Error = error };

    /// <summary>Answered instead of doing anything.</summary>
    internal int? Status { get; init; }

    internal string? Error { get; init; }

    internal string? Page { get; init; }

    internal string? RetryAfter { get; init; }

    internal bool DropsBefore { get; init; }

    internal bool DropsAfter { get; init; }

    internal string? UpdateStatus { get; init; }

    internal bool LosesWrite { get; init; }
}
