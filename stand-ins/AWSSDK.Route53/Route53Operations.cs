using Amazon.Route53.Model;
using EksIngress.StandIns.Aws;

namespace Amazon.Route53;

/// <summary>Operations with the errors that each one models.</summary>
internal static class Route53Operations
{
    private const string Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    private static readonly AwsService Service = new("Amazon.Route53", "2013-04-01", typeof(AmazonRoute53Exception));

    internal static readonly RestXmlOperation<CreateHostedZoneResponse> CreateHostedZone = new(Service, Namespace, "POST", "/2013-04-01/hostedzone",
        typeof(ConflictingDomainExistsException), typeof(HostedZoneAlreadyExistsException), typeof(InvalidDomainNameException),
        typeof(InvalidInputException), typeof(TooManyHostedZonesException));

    internal static readonly RestXmlOperation<GetHostedZoneResponse> GetHostedZone = new(Service, Namespace, "GET", "/2013-04-01/hostedzone/{Id}",
        typeof(InvalidInputException), typeof(NoSuchHostedZoneException));

    internal static readonly RestXmlOperation<DeleteHostedZoneResponse> DeleteHostedZone = new(Service, Namespace, "DELETE", "/2013-04-01/hostedzone/{Id}",
        typeof(HostedZoneNotEmptyException), typeof(InvalidDomainNameException), typeof(InvalidInputException), typeof(NoSuchHostedZoneException),
        typeof(PriorRequestNotCompleteException));

    internal static readonly RestXmlOperation<ListHostedZonesResponse> ListHostedZones = new(Service, Namespace, "GET", "/2013-04-01/hostedzone?Marker&MaxItems",
        typeof(InvalidInputException));

    internal static readonly RestXmlOperation<ListHostedZonesByNameResponse> ListHostedZonesByName = new(
        Service, Namespace, "GET", "/2013-04-01/hostedzonesbyname?DNSName&HostedZoneId&MaxItems", typeof(InvalidDomainNameException), typeof(InvalidInputException));

    internal static readonly RestXmlOperation<ChangeResourceRecordSetsResponse> ChangeResourceRecordSets = new(
        Service, Namespace, "POST", "/2013-04-01/hostedzone/{HostedZoneId}/rrset/",
        typeof(InvalidChangeBatchException), typeof(InvalidInputException), typeof(NoSuchHostedZoneException), typeof(PriorRequestNotCompleteException));

    internal static readonly RestXmlOperation<ListResourceRecordSetsResponse> ListResourceRecordSets = new(
        Service, Namespace, "GET", "/2013-04-01/hostedzone/{HostedZoneId}/rrset?StartRecordName&StartRecordType&MaxItems",
        typeof(InvalidInputException), typeof(NoSuchHostedZoneException));
}
