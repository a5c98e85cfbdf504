namespace SyncAdmin.Core.Errors;

/// <summary>One occurrence of a catalogued error: what happened, to what, and (by its definition) what to do next.</summary>
/// <param name="Error">The catalogue entry.</param>
/// <param name="Detail">What happened to what, in one sentence, without secrets.</param>
public sealed record Problem(ErrorDefinition Error, string Detail)
{
    /// <summary>The catalogue code, for example <c>SYNC-1101</c>.</summary>
    public string Code => Error.Code;

    /// <summary>Extra members for the RFC 9457 answer, for example the id of the running job. No secrets.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Detail} {Error.Remedy}";
}
