using System.Globalization;

namespace SyncAdmin.Core.Vision.Tesseract;

/// <summary>Tesseract's TSV: twelve columns, of which the eleventh is how sure it is (0 to 100, −1 for a row that is no word) and the last the word.</summary>
internal static class TesseractTable
{
    private const int Columns = 12;
    private const double SureEnough = 40;

    /// <summary>The words it is sure enough of, in its order. Lines that are not as agreed are left out.</summary>
    internal static IEnumerable<string> Read(string table)
    {
        foreach (var line in table.Split('\n'))
        {
            var cells = line.TrimEnd('\r').Split('\t');
            if (cells.Length == Columns
                && double.TryParse(cells[10], NumberStyles.Float, CultureInfo.InvariantCulture, out var sure)
                && sure >= SureEnough
                && !string.IsNullOrWhiteSpace(cells[11]))
            {
                yield return cells[11];
            }
        }
    }
}
