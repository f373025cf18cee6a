namespace EksIngress.Emulator.Aws.Iam;

/// <summary>The last use of an access key.</summary>
/// <param name="Service">As signatures name it, for example <c>ec2</c>.</param>
internal sealed record AccessKeyUse(DateTimeOffset At, string Service, string Region);
