namespace SyncAdmin.Core.Errors;

/// <summary>Pictures that people and machines send, 8050 to 8059.</summary>
public static partial class ErrorCatalog
{
    /// <summary>SVG, PDF, GIF, HEIC …</summary>
    public static readonly ErrorDefinition UploadNotAPicture = new(
        "SYNC-8050", ProblemKind.WrongType, "The file is not a JPEG, PNG or WebP picture", "Send a JPEG, PNG or WebP; the search page converts what a phone makes.");

    /// <summary>Cut off, broken, moving.</summary>
    public static readonly ErrorDefinition PictureDamaged = new(
        "SYNC-8051", ProblemKind.Invalid, "The picture is damaged or of an unusual kind", "Open it in a picture program, save it as a JPEG or PNG, and send that.");

    /// <summary>Polyglots, data after the end.</summary>
    public static readonly ErrorDefinition PictureHidesData = new(
        "SYNC-8052", ProblemKind.Invalid, "The file holds more than a picture", "Open it in a picture program, save it as a new JPEG or PNG, and send that.");

    /// <summary>Too many pixels.</summary>
    public static readonly ErrorDefinition PictureDimensions = new(
        "SYNC-8053", ProblemKind.Invalid, "The picture has too many pixels, or none", "Scale it down; 1,600 pixels on the longer side are plenty for a search.");

    /// <summary>Too many bytes.</summary>
    public static readonly ErrorDefinition PictureTooLarge = new(
        "SYNC-8054", ProblemKind.TooLarge, "The picture is too large", "Send at most 10 MB; the search page shrinks pictures by itself.");
}
