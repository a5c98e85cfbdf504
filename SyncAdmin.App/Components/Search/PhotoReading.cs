namespace SyncAdmin.App.Components.Search;

/// <summary>What was understood of a photo, as <c>js/photo.js</c> hands it over from the API's answer.</summary>
/// <param name="Text">All of it as one text.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Brand">The maker.</param>
/// <param name="Codes">Codes printed on it.</param>
/// <param name="Words">Other printed words.</param>
/// <param name="Took">Milliseconds that reading it took.</param>
public sealed record PhotoReading(string? Text, string? Description, string? Brand, IReadOnlyList<string>? Codes, IReadOnlyList<string>? Words, double Took);
