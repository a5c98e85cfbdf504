namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>Between whom, and in what.</summary>
public enum RecordDifferenceKind
{
    /// <summary>The source has it no longer.</summary>
    NotInSource,

    /// <summary>The source has it, the ledger does not know it.</summary>
    NotInLedger,

    /// <summary>Source and ledger: the text.</summary>
    Text,

    /// <summary>Source and ledger: the payload.</summary>
    Payload,

    /// <summary>Source and ledger: the code.</summary>
    Code,

    /// <summary>The ledger knows it, the store has no point.</summary>
    NotInStore,

    /// <summary>The store has a point that the ledger does not know.</summary>
    SurplusInStore,

    /// <summary>Ledger and point: the text's hash.</summary>
    StoredText,

    /// <summary>Ledger and point: the payload's hash.</summary>
    StoredPayload,

    /// <summary>Ledger and point: the code.</summary>
    StoredCode,

    /// <summary>The point's payload is not the one that its own hash says: somebody else has changed it.</summary>
    StoredPayloadChanged,

    /// <summary>The point does not say that it is this record's.</summary>
    StoredForeign,
}
