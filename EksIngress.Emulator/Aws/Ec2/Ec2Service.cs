namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>The emulated EC2: networks, and the instances that node groups run in them.</summary>
internal sealed class Ec2Service : IAwsService
{
    public Ec2Service(Ec2Regions regions)
    {
        var operations = new Ec2Operations(regions);
        Operations =
        [
            .. Vpcs.Operations(operations),
            .. Subnets.Operations(operations),
            .. InternetGateways.Operations(operations),
            .. ElasticIps.Operations(operations),
            .. AddressAssociations.Operations(operations),
            .. NatGateways.Operations(operations),
            .. RouteTables.Operations(operations),
            .. SecurityGroups.Operations(operations),
            .. SecurityGroupRules.Operations(operations),
            .. SecurityGroupRuleChanges.Operations(operations),
            .. NetworkInterfaces.Operations(operations),
            .. NetworkInterfaceCreation.Operations(operations),
            .. Instances.Operations(operations),
            .. InstanceCatalog.Operations(operations),
            .. MachineImages.Operations(operations),
            .. AbsentResources.Operations(operations),
            .. AvailabilityZones.Operations(operations),
            .. AwsRegions.Operations(operations),
            .. AccountAttributes.Operations(operations),
            .. TagOperations.Operations(operations),
        ];
    }

    public string SigningName => "ec2";

    public AwsProtocol Protocol => AwsProtocol.Ec2Query;

    public string ApiVersion => "2016-11-15";

    public string XmlNamespace => "http://ec2.amazonaws.com/doc/2016-11-15/";

    public IReadOnlyCollection<AwsOperation> Operations { get; }
}
