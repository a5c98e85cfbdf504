using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <summary>What a connection test found.</summary>
/// <param name="ServerVersion">As the server says; null when it was not reached.</param>
/// <param name="Latency">Of one round trip on an open connection.</param>
/// <param name="Problem">The first step that failed (DNS, TCP, TLS, login, database, permission told apart); null when all went well.</param>
/// <param name="Warnings">Worth a look, not failures: an unencrypted connection, a login that may write.</param>
public sealed record ConnectionTest(string? ServerVersion, TimeSpan? Latency, Problem? Problem, IReadOnlyList<string> Warnings)
{
    /// <summary>What the login may write, one entry a right (<c>INSERT, UPDATE on shop.products</c>, <c>CREATE on database shop</c>); empty: nothing was found.</summary>
    public IReadOnlyList<string> WriteRights { get; init; } = [];

    /// <summary>How the source's administrator makes a login that may only read, in its own SQL; null when <see cref="WriteRights"/> is empty.</summary>
    public string? WriteRemedy { get; init; }

    /// <summary>True when nothing failed.</summary>
    public bool Succeeded => Problem is null;
}
