namespace EksIngress.Emulator.Aws.Ec2;

internal sealed record ElasticIp : Ec2Resource
{
    public required uint PublicIp { get; init; }

    /// <summary>Id of its association with an interface; null when it is free.</summary>
    public string? AssociationId { get; init; }

    public string? NetworkInterfaceId { get; init; }

    public override Ec2ResourceType Type => Ec2ResourceType.ElasticIp;
}
