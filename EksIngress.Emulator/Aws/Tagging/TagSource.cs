namespace EksIngress.Emulator.Aws.Tagging;

/// <summary>What one service has that can be tagged.</summary>
/// <param name="In">All of it in the region of a call, tagged or not, in any order.</param>
internal sealed record TagSource(Func<AwsCall, IEnumerable<TaggedResource>> In);
