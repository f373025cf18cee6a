namespace EksIngress.Emulator.Aws.Ec2;

internal sealed record InternetGateway : Ec2Resource
{
    /// <summary>The VPC it is attached to; null when it is detached.</summary>
    public string? VpcId { get; init; }

    public override Ec2ResourceType Type => Ec2ResourceType.InternetGateway;
}
