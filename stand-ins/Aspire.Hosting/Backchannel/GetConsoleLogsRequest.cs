namespace Aspire.Hosting.Backchannel;

/// <param name="ResourceName">A resource, or an instance of one; null for all.</param>
/// <param name="Follow">Whether to go on with what is written from now on.</param>
/// <param name="Search">Part of the lines that are wanted; null for all.</param>
/// <param name="Tail">Number of the last lines of each instance to begin with; null for all that are kept.</param>
internal sealed record GetConsoleLogsRequest(string? ResourceName, bool Follow, string? Search, int? Tail);
