namespace SyncAdmin.Core.Models;

/// <summary>
/// What makes two vectors comparable. Stored with each collection; a collection of another fingerprint is never written or searched.
/// </summary>
/// <param name="Provider"><c>local</c>, <c>openai</c>, <c>gemini</c>.</param>
/// <param name="Model">The provider's model id.</param>
/// <param name="Dimensions">Length of a vector.</param>
/// <param name="PrefixVersion">Version of our own way to prepare a text for this model (prefixes, n-gram rules).</param>
public sealed record ModelFingerprint(string Provider, string Model, int Dimensions, int PrefixVersion)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Provider}/{Model}/{Dimensions}/v{PrefixVersion}";
}
