using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vision;

namespace SyncAdmin.App.Search;

/// <summary>
/// A form with a picture, read part by part out of the request. Not by the framework's form reader, which spools what is large to temporary files:
/// a picture stays in memory, is bounded, and its file name is never looked at.
/// </summary>
internal sealed record PictureForm(ReadOnlyMemory<byte> Image, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Bytes of a whole request: the picture, and room for the other fields.</summary>
    internal const int LargestRequest = ImageCheck.LargestFile + (256 << 10);

    private const string ImageField = "image";
    private const int LongestField = 64 << 10;
    private const int LongestBoundary = 200;
    private const int MostParts = 16;

    internal static async Task<Outcome<PictureForm>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LargestRequest)
        {
            return ImageCheck.TooLarge();
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            return new Problem(ErrorCatalog.PictureFormExpected, $"The body is '{request.ContentType ?? "without Content-Type"}'.");
        }

        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary.Value!, request.Body), cancellationToken);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ImageCheck.TooLarge();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return new Problem(ErrorCatalog.RequestMalformed, "The form is broken off or not well-formed.");
        }
    }

    private static async Task<Outcome<PictureForm>> ReadPartsAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? image = null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } part; parts++)
        {
            var name = part.GetContentDispositionHeader() is { } disposition ? HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "" : "";
            if (parts == MostParts || (name == ImageField && image is not null))
            {
                return new Problem(ErrorCatalog.RequestMalformed, parts == MostParts ? $"The form has more than {MostParts} fields." : "The form has more than one 'image'.");
            }

            var isImage = name == ImageField;
            if (await ReadAsync(part.Body, isImage ? ImageCheck.LargestFile : LongestField, cancellationToken) is not { } bytes)
            {
                return isImage ? ImageCheck.TooLarge() : new Problem(ErrorCatalog.RequestMalformed, $"The field '{name}' is longer than {LongestField >> 10} KB.");
            }

            if (isImage)
            {
                image = bytes;
            }
            else
            {
                fields[name] = Encoding.UTF8.GetString(bytes.Span);
            }
        }

        return image is { } found ? new PictureForm(found, fields) : new Problem(ErrorCatalog.RequestMalformed, "'image' is missing.");
    }

    /// <summary>Null when there is more than that.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[32 << 10];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (whole.Length + read > most)
            {
                return null;
            }

            await whole.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
