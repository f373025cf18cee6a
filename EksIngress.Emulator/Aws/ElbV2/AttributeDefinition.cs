namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>One attribute: its key, its default and what it accepts.</summary>
internal sealed record AttributeDefinition(string Key, string Default, Func<string, bool> IsValid);
