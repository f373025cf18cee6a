using Amazon.Route53;
using Amazon.Route53.Model;

namespace StandIns.Tests.Aws;

public sealed class Route53WireTests
{
    private const string Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChangeResourceRecordSets_SendsItsDocumentToThePathOfTheZone()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(
            200, $"<ChangeResourceRecordSetsResponse xmlns=\"{Namespace}\"><ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status><SubmittedAt>2026-05-01T12:00:00.000Z</SubmittedAt></ChangeInfo></ChangeResourceRecordSetsResponse>", "text/xml"));
        using var client = Clients.Route53(server);

        var info = (await client.ChangeResourceRecordSetsAsync(
            new ChangeResourceRecordSetsRequest
            {
                HostedZoneId = "/hostedzone/Z1",
                ChangeBatch = new ChangeBatch
                {
                    Changes =
                    [
                        new Change
                        {
                            Action = ChangeAction.CREATE,
                            ResourceRecordSet = new ResourceRecordSet { Name = "a.example.com", Type = RRType.TXT, TTL = 60, ResourceRecords = [new ResourceRecord { Value = "\"<&>\"" }] },
                        },
                    ],
                },
            },
            Token)).ChangeInfo;

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/2013-04-01/hostedzone/Z1/rrset/"), (request.Method, request.Target));
        Assert.Equal(
            $"<ChangeResourceRecordSetsRequest xmlns=\"{Namespace}\"><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>a.example.com</Name><Type>TXT</Type><TTL>60</TTL>" +
            "<ResourceRecords><ResourceRecord><Value>\"&lt;&amp;&gt;\"</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>",
            request.Body);
        Assert.Contains("/route53/aws4_request", request.Headers["Authorization"].ToString(), StringComparison.Ordinal);
        Assert.Equal(("/change/C1", ChangeStatus.PENDING, new DateTime(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc)), (info.Id, info.Status, info.SubmittedAt));
    }

    [Fact]
    public async Task ListHostedZones_AsksWithTheNamesOfTheQueryAndReadsTheList()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(
            200, $"<ListHostedZonesResponse xmlns=\"{Namespace}\"><HostedZones><HostedZone><Id>/hostedzone/Z1</Id><Name>example.com.</Name><Config><PrivateZone>false</PrivateZone></Config></HostedZone></HostedZones><IsTruncated>true</IsTruncated><NextMarker>Z2</NextMarker><MaxItems>1</MaxItems></ListHostedZonesResponse>", "text/xml"));
        using var client = Clients.Route53(server);

        var page = await client.ListHostedZonesAsync(new ListHostedZonesRequest { Marker = "Z1", MaxItems = "1" }, Token);

        var request = Assert.Single(server.Requests);
        Assert.Equal("GET", request.Method);
        Assert.Contains("marker=Z1", request.Target, StringComparison.Ordinal);
        Assert.Contains("maxitems=1", request.Target, StringComparison.Ordinal);
        Assert.Equal(("Z2", true, false), (page.NextMarker, page.IsTruncated, Assert.Single(page.HostedZones).Config.PrivateZone));
    }

    [Fact]
    public async Task GetHostedZone_Error_IsOfItsType()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(
            404, $"<ErrorResponse xmlns=\"{Namespace}\"><Error><Type>Sender</Type><Code>NoSuchHostedZone</Code><Message>none</Message></Error><RequestId>1</RequestId></ErrorResponse>", "text/xml"));
        using var client = Clients.Route53(server);

        var exception = await Assert.ThrowsAsync<NoSuchHostedZoneException>(() => client.GetHostedZoneAsync(new GetHostedZoneRequest { Id = "Z1" }, Token));

        Assert.Equal(("NoSuchHostedZone", "none"), (exception.ErrorCode, exception.Message));
    }
}
