namespace EksIngress.Emulator.Aws.Eks;

/// <param name="Username">May hold <c>{{SessionName}}</c>, <c>{{SessionNameRaw}}</c> and <c>{{AccountID}}</c>; empty when the entry gives none.</param>
internal sealed record AwsAuthMapping(string Username, IReadOnlyList<string> Groups);
