namespace SyncAdmin.Core.Access;

/// <summary>What a person or key may do; each role may do what the ones before it may.</summary>
public enum Role
{
    /// <summary>Search and look.</summary>
    Viewer,

    /// <summary>Run, cancel, retry; no credentials.</summary>
    Operator,

    /// <summary>Everything.</summary>
    Admin,
}
