using System.Text.RegularExpressions;
using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;
using EksIngress.Emulator.Tests.Aws.Paging;
using EksIngress.Testing;

namespace EksIngress.Emulator.Tests.Route53;

/// <summary>Hosted zones and their records, as the SDK sees them.</summary>
public sealed class Route53Tests : IAsyncLifetime
{
    private RunningEmulator _emulator = null!;
    private AmazonRoute53Client _route53 = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(null, Token);
        _route53 = new AmazonRoute53Client(
            new BasicAWSCredentials(_emulator.AccessKeyId, _emulator.SecretAccessKey),
            new AmazonRoute53Config { ServiceURL = _emulator.AwsEndpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public async ValueTask DisposeAsync()
    {
        _route53.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Zone_CreatedListedAndDeleted_IsAsItWasMade()
    {
        var request = new CreateHostedZoneRequest { Name = "Example.COM", CallerReference = "one", HostedZoneConfig = new HostedZoneConfig { Comment = "shop & co" } };
        var created = await _route53.CreateHostedZoneAsync(request, Token);
        await CreateAsync("a.example.com");
        await CreateAsync("example.org");

        Assert.Matches("^/hostedzone/Z[A-Z0-9]{20}$", created.HostedZone.Id);
        Assert.Equal(4, created.DelegationSet.NameServers.Count);
        Assert.Equal(ChangeStatus.INSYNC, created.ChangeInfo.Status);
        var found = (await _route53.GetHostedZoneAsync(new GetHostedZoneRequest { Id = created.HostedZone.Id }, Token)).HostedZone;
        Assert.Equal(("example.com.", "one", "shop & co", false, 2L), (found.Name, found.CallerReference, found.Config.Comment, found.Config.PrivateZone, found.ResourceRecordSetCount));
        await Assert.ThrowsAsync<HostedZoneAlreadyExistsException>(() => _route53.CreateHostedZoneAsync(request, Token));

        // In the order of labels from the last one.
        var names = new List<string>();
        var next = new ListHostedZonesByNameRequest { MaxItems = "1" };
        while (true)
        {
            var page = await _route53.ListHostedZonesByNameAsync(next, Token);
            names.AddRange(page.HostedZones.Select(zone => zone.Name));
            if (page.IsTruncated != true)
            {
                break;
            }

            next = new ListHostedZonesByNameRequest { MaxItems = "1", DNSName = page.NextDNSName, HostedZoneId = page.NextHostedZoneId };
        }

        Assert.Equal(["example.com.", "a.example.com.", "example.org."], names);
        var first = await _route53.ListHostedZonesAsync(new ListHostedZonesRequest { MaxItems = "2" }, Token);
        var second = await _route53.ListHostedZonesAsync(new ListHostedZonesRequest { Marker = first.NextMarker }, Token);
        Assert.Equal(3, first.HostedZones.Concat(second.HostedZones).Select(zone => zone.Id).Distinct().Count());

        await _route53.DeleteHostedZoneAsync(new DeleteHostedZoneRequest { Id = found.Id }, Token);
        await Assert.ThrowsAsync<NoSuchHostedZoneException>(() => _route53.GetHostedZoneAsync(new GetHostedZoneRequest { Id = found.Id }, Token));
    }

    /// <summary>No record of the name and type has an identifier, so all with one come after it.</summary>
    [Theory]
    [InlineData("A", null, "A")]
    [InlineData("A", "blue", "TXT")]
    [InlineData("TXT", "blue", "")]
    [InlineData(null, "blue", "400 InvalidInput")]
    [InlineData("A", "", "400 InvalidInput")]
    public async Task Records_FromAnIdentifier_BeginBehindIt(string? type, string? identifier, string expected)
    {
        var zone = await CreateAsync("example.com");
        await ChangeAsync(zone, (ChangeAction.CREATE, Record("a.example.com", RRType.A, "192.0.2.1")), (ChangeAction.CREATE, Record("a.example.com", RRType.TXT, "\"a\"")));
        using var calls = new RawCalls(_emulator);
        var query = new Dictionary<string, string?> { ["name"] = "a.example.com", ["type"] = type, ["identifier"] = identifier, ["maxitems"] = "1" }.Where(pair => pair.Value is not null);

        string answer;
        try
        {
            var page = await calls.RestAsync("route53", $"/2013-04-01/hostedzone/{zone.Split('/')[^1]}/rrset", null, query!);
            answer = Regex.Match(page.ToJsonString(), "\"Type\":\"([A-Z]+)\"").Groups[1].Value;
        }
        catch (RawCallException refused)
        {
            answer = refused.Answer;
        }

        Assert.Equal(expected, answer);
    }

    [Fact]
    public async Task Records_CreatedReplacedListedAndDeleted()
    {
        var zone = await CreateAsync("example.com");
        await ChangeAsync(zone, (ChangeAction.CREATE, Record("WWW.example.com", RRType.A, "192.0.2.1", "192.0.2.2")), (ChangeAction.CREATE, Record("b.www.example.com.", RRType.CNAME, "www.example.com")));
        await ChangeAsync(zone, (ChangeAction.UPSERT, Record("www.example.com", RRType.A, "192.0.2.3")), (ChangeAction.UPSERT, Record("*.example.com", RRType.TXT, "\"a\"")));

        var all = (await ListAsync(new ListResourceRecordSetsRequest { HostedZoneId = zone })).Select(Describe);
        Assert.Equal(["example.com. NS 4", "example.com. SOA 1", "*.example.com. TXT 1", "www.example.com. A 1", "b.www.example.com. CNAME 1"], all);
        Assert.Equal(
            ["www.example.com. A 1", "b.www.example.com. CNAME 1"],
            (await ListAsync(new ListResourceRecordSetsRequest { HostedZoneId = zone, StartRecordName = "www.example.com", StartRecordType = RRType.A, MaxItems = "1" })).Select(Describe));
        await Assert.ThrowsAsync<HostedZoneNotEmptyException>(() => _route53.DeleteHostedZoneAsync(new DeleteHostedZoneRequest { Id = zone }, Token));

        await ChangeAsync(
            zone,
            (ChangeAction.DELETE, Record("www.example.com", RRType.A, "192.0.2.3")),
            (ChangeAction.DELETE, Record("*.example.com", RRType.TXT, "\"a\"")),
            (ChangeAction.DELETE, Record("b.www.example.com", RRType.CNAME, "www.example.com")));
        await _route53.DeleteHostedZoneAsync(new DeleteHostedZoneRequest { Id = zone }, Token);
    }

    /// <summary>Action, name, type, value, and what Route 53 says.</summary>
    [Theory]
    [InlineData("CREATE", "www.example.com", "A", "192.0.2.1", "[Tried to create resource record set [name='www.example.com.', type='A'] but it already exists]")]
    [InlineData("DELETE", "www.example.com", "A", "192.0.2.9", "[Tried to delete resource record set [name='www.example.com.', type='A'] but the values provided do not match the current values]")]
    [InlineData("DELETE", "none.example.com", "A", "192.0.2.1", "[Tried to delete resource record set [name='none.example.com.', type='A'] but it was not found]")]
    [InlineData("CREATE", "www.example.org", "A", "192.0.2.1", "[RRSet with DNS name www.example.org. is not permitted in zone example.com.]")]
    [InlineData("UPSERT", "example.com", "CNAME", "x.example.org", "[RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.]")]
    [InlineData("UPSERT", "www.example.com", "CNAME", "x.example.org", "[RRSet of type CNAME with DNS name www.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.]")]
    [InlineData("UPSERT", "alias.example.com", "A", "192.0.2.1", "[RRSet of type A with DNS name alias.example.com. is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone example.com.]")]
    public async Task Change_ThatCannotBe_IsRefusedWithAllOfItsBatch(string action, string name, string type, string value, string message)
    {
        var zone = await CreateAsync("example.com");
        await ChangeAsync(zone, (ChangeAction.CREATE, Record("www.example.com", RRType.A, "192.0.2.1")), (ChangeAction.CREATE, Record("alias.example.com", RRType.CNAME, "x.example.org")));

        var exception = await Assert.ThrowsAsync<InvalidChangeBatchException>(() => ChangeAsync(
            zone, (ChangeAction.CREATE, Record("new.example.com", RRType.A, "192.0.2.1")), (ChangeAction.FindValue(action), Record(name, RRType.FindValue(type), value))));

        Assert.Equal(message, exception.Message);
        Assert.DoesNotContain((await ListAsync(new ListResourceRecordSetsRequest { HostedZoneId = zone })).Select(record => record.Name), found => found == "new.example.com.");
    }

    [Theory]
    [InlineData("", "A", "InvalidInput")]
    [InlineData("a..example.com", "A", "InvalidInput")]
    [InlineData("a.example.com", "ANY", "InvalidInput")]
    public async Task Change_ThatCannotBeRead_IsInvalidInput(string name, string type, string code)
    {
        var zone = await CreateAsync("example.com");

        var exception = await Assert.ThrowsAnyAsync<AmazonRoute53Exception>(() => ChangeAsync(zone, (ChangeAction.CREATE, Record(name, RRType.FindValue(type), "192.0.2.1"))));

        Assert.Equal(code, exception.ErrorCode);
    }

    private async Task<string> CreateAsync(string name) =>
        (await _route53.CreateHostedZoneAsync(new CreateHostedZoneRequest { Name = name, CallerReference = Guid.NewGuid().ToString() }, Token)).HostedZone.Id;

    private Task ChangeAsync(string zone, params (ChangeAction Action, ResourceRecordSet Record)[] changes) => _route53.ChangeResourceRecordSetsAsync(
        new ChangeResourceRecordSetsRequest
        {
            HostedZoneId = zone,
            ChangeBatch = new ChangeBatch { Changes = [.. changes.Select(change => new Change { Action = change.Action, ResourceRecordSet = change.Record })] },
        },
        Token);

    private async Task<List<ResourceRecordSet>> ListAsync(ListResourceRecordSetsRequest request)
    {
        var records = new List<ResourceRecordSet>();
        while (true)
        {
            var page = await _route53.ListResourceRecordSetsAsync(request, Token);
            records.AddRange(page.ResourceRecordSets);
            if (page.IsTruncated != true)
            {
                return records;
            }

            (request.StartRecordName, request.StartRecordType) = (page.NextRecordName, page.NextRecordType);
        }
    }

    private static ResourceRecordSet Record(string name, RRType type, params string[] values) =>
        new() { Name = name, Type = type, TTL = 300, ResourceRecords = [.. values.Select(value => new ResourceRecord { Value = value })] };

    private static string Describe(ResourceRecordSet record) => $"{record.Name} {record.Type} {record.ResourceRecords.Count}";
}
