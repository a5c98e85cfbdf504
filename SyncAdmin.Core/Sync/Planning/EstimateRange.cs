namespace SyncAdmin.Core.Sync.Planning;

/// <summary>The stated error of an estimate: what comes is expected to lie between the two.</summary>
/// <param name="Low">At least.</param>
/// <param name="High">At most.</param>
public sealed record EstimateRange<T>(T Low, T High);
