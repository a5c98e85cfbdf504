namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>The server that answers, by <c>GET /</c>.</summary>
/// <param name="Text">Its version as it says it.</param>
/// <param name="Version">Major, minor and patch of it.</param>
internal sealed record QdrantServer(string Text, Version Version)
{
    /// <summary><c>/points/query</c> came with it.</summary>
    internal static readonly Version Oldest = new(1, 10, 0);

    /// <summary>Conditional updates came with it (qdrant/landing_page#1991); an older server ignores <c>update_filter</c> without a word.</summary>
    private static readonly Version WithUpdateFilter = new(1, 16, 0);

    internal bool IsSupported => Version >= Oldest;

    internal bool HasUpdateFilter => Version >= WithUpdateFilter;

    /// <summary>Null when the text is no version.</summary>
    internal static QdrantServer? Parse(string? text)
    {
        // Builds from source say 1.19.0-dev.
        var number = text?.TrimStart('v').Split('-', '+')[0];
        return Version.TryParse(number, out var version) ? new QdrantServer(text!, version) : null;
    }
}
