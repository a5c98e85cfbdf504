namespace SyncAdmin.Core.Records;

/// <summary>How a record differs from what the ledger knows of it.</summary>
public enum RecordChange
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>In its payload or its code; its text, and so its vector, is the same.</summary>
    Payload,

    /// <summary>In its text; or it is new.</summary>
    Text,
}
