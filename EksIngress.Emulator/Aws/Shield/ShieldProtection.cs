namespace EksIngress.Emulator.Aws.Shield;

/// <remarks>Source: https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_Protection.html</remarks>
internal sealed record ShieldProtection(string Id, string Arn, string Name, string ResourceArn);
