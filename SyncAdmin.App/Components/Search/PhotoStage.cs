namespace SyncAdmin.App.Components.Search;

/// <summary>Where a photo is on its way to becoming a search.</summary>
public enum PhotoStage
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The browser shrinks it.</summary>
    Preparing,

    /// <summary>It travels.</summary>
    Sending,

    /// <summary>The provider reads it.</summary>
    Reading,

    /// <summary>It was understood, or there was nothing to understand.</summary>
    Read,

    /// <summary>It ended with a problem.</summary>
    Failed,
}
