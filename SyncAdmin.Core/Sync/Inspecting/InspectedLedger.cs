using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>A ledger entry.</summary>
/// <param name="Code">Record code when it was last written.</param>
/// <param name="TextHash">Of the text that its vector was made of, in hexadecimal.</param>
/// <param name="PayloadHash">Of its payload, in hexadecimal.</param>
public sealed record InspectedLedger(string Code, string TextHash, string PayloadHash)
{
    internal static InspectedLedger Of(LedgerRow row) => new(row.RecordCode, row.TextHash.ToString(), row.PayloadHash.ToString());
}
