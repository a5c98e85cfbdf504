namespace SyncAdmin.Core.Vision.Checks;

/// <summary>What a walk over a picture's structure found: its dimensions, or what is wrong.</summary>
internal readonly record struct ImageVerdict(int Width, int Height, ImageFault Fault, string? Reason)
{
    internal static ImageVerdict CutOff => Damaged("the file ends before the picture does");

    internal static ImageVerdict Of(int width, int height) => new(width, height, ImageFault.None, null);

    internal static ImageVerdict Damaged(string reason) => new(0, 0, ImageFault.Damaged, reason);

    internal static ImageVerdict Hides(string what) => new(0, 0, ImageFault.HidesData, what);

    internal static ImageVerdict Trailing(int bytes) => Hides($"{bytes} bytes follow the end of the picture");

    internal static ImageVerdict Disguised(string part, string disguise) => Hides($"the {part} holds {disguise}");
}
