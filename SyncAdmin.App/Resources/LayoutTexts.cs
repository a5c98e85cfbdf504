namespace SyncAdmin.App.Resources;

/// <summary>Names the resource files <c>LayoutTexts.resx</c> (English) and <c>LayoutTexts.es.resx</c>.</summary>
public sealed class LayoutTexts;
