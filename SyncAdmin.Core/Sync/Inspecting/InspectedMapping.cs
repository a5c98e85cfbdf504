using System.Text.Json;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>A row as the mapping maps it now.</summary>
/// <param name="Code">Record code.</param>
/// <param name="Text">What is embedded; columns that the mapping masks are masked here too, also where the text names them directly.</param>
/// <param name="TextWasCut">True: the text was longer than a text may be.</param>
/// <param name="TextHash">Of the text, in hexadecimal.</param>
/// <param name="Payload">Without <c>_sync</c>.</param>
/// <param name="PayloadHash">Of the payload, in hexadecimal.</param>
public sealed record InspectedMapping(string Code, string Text, bool TextWasCut, string TextHash, JsonElement Payload, string PayloadHash);
