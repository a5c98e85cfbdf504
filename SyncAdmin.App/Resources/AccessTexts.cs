namespace SyncAdmin.App.Resources;

/// <summary>Names the resource files <c>AccessTexts.resx</c> (English) and <c>AccessTexts.es.resx</c>.</summary>
public sealed class AccessTexts;
