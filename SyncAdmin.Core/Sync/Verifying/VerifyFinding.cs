namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>One sort of difference.</summary>
/// <param name="Count">Records that differ so.</param>
/// <param name="Examples">The first <see cref="MostExamples"/> of them.</param>
public sealed record VerifyFinding(long Count, IReadOnlyList<VerifyExample> Examples)
{
    /// <summary>Examples that are kept.</summary>
    public const int MostExamples = 100;

    internal static VerifyFinding None { get; } = new(0, []);

    internal VerifyFinding Plus(IReadOnlyCollection<VerifiedRecord> found) => found.Count == 0 ? this : new VerifyFinding(
        Count + found.Count,
        [.. Examples, .. found.Take(MostExamples - Examples.Count).Select(static record => new VerifyExample(record.Key, record.Code))]);
}
