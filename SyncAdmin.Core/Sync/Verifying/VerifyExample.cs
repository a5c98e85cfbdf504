namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>A record that a verification found to differ.</summary>
/// <param name="Key">Record key.</param>
/// <param name="Code">What people call it by.</param>
public sealed record VerifyExample(string Key, string Code);
