namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>What a sync does with a record.</summary>
public enum NextSyncAction
{
    /// <summary>It can't be told: the source could not be read.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    Skip,

    /// <summary>Embeds it and writes its point, which is new.</summary>
    Create,

    /// <summary>Embeds its changed text and writes its point again.</summary>
    UpdateText,

    /// <summary>Writes its payload again; the text is the same.</summary>
    UpdatePayload,

    /// <summary>Fails with an error of this record.</summary>
    Fail,

    /// <summary>A full sync removes its point.</summary>
    Delete,

    /// <summary>Leaves its point although the record is gone: the delete policy says so.</summary>
    Keep,
}
