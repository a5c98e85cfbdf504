namespace SyncAdmin.Core.Connectors.Api;

/// <summary>Where the number of all items stands: at a path, or (<c>header:X-Total-Count</c>) in a header.</summary>
/// <param name="Path">Null: in the header.</param>
/// <param name="Header">Null: at the path.</param>
internal sealed record ApiTotal(ApiPath? Path, string? Header)
{
    internal const string HeaderPrefix = "header:";

    /// <inheritdoc/>
    public override string ToString() => Header is null ? Path!.ToString() : $"header {Header}";
}
