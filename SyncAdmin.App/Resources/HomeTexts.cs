namespace SyncAdmin.App.Resources;

/// <summary>Names the resource files <c>HomeTexts.resx</c> (English) and <c>HomeTexts.es.resx</c>.</summary>
public sealed class HomeTexts;
