namespace SyncAdmin.Core.Vision.Checks;

/// <summary>What is wrong with a picture's structure.</summary>
internal enum ImageFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Cut off, broken, or of a variant that common viewers don't show.</summary>
    Damaged,

    /// <summary>It carries something that is no picture.</summary>
    HidesData,
}
