using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Route tables, and which one a subnet uses: its own, or its VPC's main one.</summary>
internal static class RouteTables
{
    private const int MaxResults = 100;

    private static readonly Ec2Filters<RouteTable> s_filters = new()
    {
        { "association.gateway-id", (_, _) => (string?)null },
        { "association.main", (_, table) => table.Associations.Select(association => association.SubnetId is null ? "true" : "false") },
        { "association.route-table-association-id", (_, table) => table.Associations.Select(association => association.Id) },
        { "association.route-table-id", (_, table) => table.Associations.Select(_ => table.Id) },
        { "association.subnet-id", (_, table) => table.Associations.Select(association => association.SubnetId) },
        { "owner-id", (scope, _) => scope.AccountId },
        { "route-table-id", (RouteTable table) => table.Id },
        { "route.destination-cidr-block", (_, table) => table.Routes.Select(route => route.Destination.ToString()) },
        { "route.gateway-id", (_, table) => table.Routes.Where(IsGateway).Select(route => route.Target) },
        { "route.nat-gateway-id", (_, table) => table.Routes.Where(route => IsA(route, Ec2ResourceType.NatGateway)).Select(route => route.Target) },
        { "route.origin", (_, table) => table.Routes.Select(OriginOf) },
        { "route.state", (scope, table) => table.Routes.Select(route => StateOf(scope.State, table, route)) },
        { "vpc-id", (RouteTable table) => table.VpcId },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations)
    {
        var table = Ec2Access.To(Ec2ResourceType.RouteTable, "RouteTableId");
        return
        [
            operations.Change(
                "CreateRouteTable",
                "VpcId ClientToken TagSpecification[](ResourceType Tag[](Key Value))",
                Ec2Access.Each(Ec2Access.To(Ec2ResourceType.Vpc, "VpcId"), Ec2Access.ToNew(Ec2ResourceType.RouteTable)),
                Create),
            operations.Describe("DescribeRouteTables", "Filter[](Name Value[]) RouteTableId[] MaxResults NextToken", Describe),
            operations.Change("DeleteRouteTable", "RouteTableId", table, Delete),
            operations.Change("CreateRoute", "RouteTableId DestinationCidrBlock GatewayId NatGatewayId NetworkInterfaceId", table, CreateRoute),
            operations.Change("ReplaceRoute", "RouteTableId DestinationCidrBlock GatewayId NatGatewayId NetworkInterfaceId", table, ReplaceRoute),
            operations.Change("DeleteRoute", "RouteTableId DestinationCidrBlock", table, DeleteRoute),
            operations.Change(
                "AssociateRouteTable",
                "RouteTableId SubnetId",
                Ec2Access.Each(table, Ec2Access.To(Ec2ResourceType.Subnet, "SubnetId")),
                Associate),
            // The request names only the association; IAM is asked about the table behind it.
            operations.Change("ReplaceRouteTableAssociation", "AssociationId RouteTableId", Ec2Access.Each(table, Ec2Access.ToFound(FindAssociated)), ReplaceAssociation),
            operations.Change("DisassociateRouteTable", "AssociationId", Ec2Access.ToFound(FindAssociated), Disassociate),
        ];
    }

    public static void CreateMain(Ec2Transaction transaction, Vpc vpc) => transaction.Put(new RouteTable
    {
        Id = Ec2ResourceType.RouteTable.NewId(),
        VpcId = vpc.Id,
        Routes = [new Route(vpc.CidrBlock, Route.Local)],
        Associations = [new RouteTableAssociation(AwsIds.Resource("rtbassoc"), SubnetId: null)],
    });

    public static RouteTable MainOf(Ec2State state, string vpcId) =>
        state.All<RouteTable>().First(table => table.VpcId == vpcId && table.IsMain);

    /// <summary>The table that a subnet's traffic follows.</summary>
    public static RouteTable Of(Ec2State state, Subnet subnet) =>
        state.All<RouteTable>().FirstOrDefault(table => table.Associations.Any(association => association.SubnetId == subnet.Id))
        ?? MainOf(state, subnet.VpcId);

    /// <summary>Drops the association of a subnet that goes away.</summary>
    public static void Forget(Ec2Transaction transaction, Subnet subnet)
    {
        var table = Of(transaction.State, subnet);
        transaction.Put(table with { Associations = table.Associations.RemoveAll(association => association.SubnetId == subnet.Id) });
    }

    private static AwsResult.Xml Create(Ec2Transaction transaction, AwsParameters parameters)
    {
        var token = ClientToken.Find(parameters);
        if (token is not null && transaction.State.All<RouteTable>().FirstOrDefault(table => token.Repeats(table.ClientToken)) is { } earlier)
        {
            return new AwsResult.Xml(Render("routeTable", transaction, earlier), new XElement("clientToken", token.Value));
        }

        var vpc = transaction.Get<Vpc>(Ec2ResourceType.Vpc, parameters.Required("VpcId"));
        transaction.DemandRoom(AwsQuota.Ec2RouteTables, transaction.State.All<RouteTable>().Count(table => table.VpcId == vpc.Id), "RouteTableLimitExceeded", "route tables");
        var created = transaction.Put(new RouteTable
        {
            Id = Ec2ResourceType.RouteTable.NewId(),
            VpcId = vpc.Id,
            Routes = [new Route(vpc.CidrBlock, Route.Local)],
            ClientToken = token,
            Tags = Ec2Tags.OfNew(Ec2ResourceType.RouteTable, parameters),
        });
        return new AwsResult.Xml(Render("routeTable", transaction, created), Ec2Xml.Optional("clientToken", token?.Value));
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        var (tables, next) = Ec2Page.Of(scope, parameters, Ec2ResourceType.RouteTable, "RouteTableId", s_filters, MaxResults);
        return new AwsResult.Xml(Ec2Xml.List("routeTableSet", tables.Select(table => Render("item", scope, table))), next);
    }

    private static AwsResult Delete(Ec2Transaction transaction, AwsParameters parameters)
    {
        var table = transaction.Get<RouteTable>(Ec2ResourceType.RouteTable, parameters.Required("RouteTableId"));
        if (table.Associations.Length > 0)
        {
            throw Ec2Errors.HasDependencies("routeTable", table.Id);
        }

        transaction.Remove(table);
        return Ec2Xml.True();
    }

    private static AwsResult CreateRoute(Ec2Transaction transaction, AwsParameters parameters)
    {
        var table = transaction.Get<RouteTable>(Ec2ResourceType.RouteTable, parameters.Required("RouteTableId"));
        var destination = DestinationOf(parameters);
        if (table.Routes.Any(route => route.Destination == destination))
        {
            throw new AwsException("RouteAlreadyExists", $"The route identified by {destination} already exists.");
        }

        if (table.Routes.Any(route => route.Target == Route.Local && route.Destination.Contains(destination)))
        {
            throw Ec2Errors.NotEmulated($"A route to {destination}, which is more specific than the local route,", "Route to addresses outside the VPC.");
        }

        // The local route is not counted.
        transaction.DemandRoom(AwsQuota.Ec2Routes, table.Routes.Count(route => route.Target != Route.Local), "RouteLimitExceeded", "routes");
        transaction.Put(table with { Routes = table.Routes.Add(new Route(destination, TargetOf(transaction, table, parameters))) });
        return Ec2Xml.True();
    }

    private static AwsResult ReplaceRoute(Ec2Transaction transaction, AwsParameters parameters)
    {
        var table = transaction.Get<RouteTable>(Ec2ResourceType.RouteTable, parameters.Required("RouteTableId"));
        var destination = DestinationOf(parameters);
        var route = table.Routes.FirstOrDefault(route => route.Destination == destination)
            ?? throw Ec2Errors.InvalidValue($"There is no route defined for '{destination}' in the route table. Use CreateRoute instead.");
        if (route.Target == Route.Local)
        {
            throw Ec2Errors.NotEmulated("Another target for the local route", "Leave the local route as it is.");
        }

        transaction.Put(table with { Routes = table.Routes.Replace(route, route with { Target = TargetOf(transaction, table, parameters) }) });
        return Ec2Xml.True();
    }

    private static string TargetOf(Ec2Scope scope, RouteTable table, AwsParameters parameters)
    {
        var (id, kind, vpcId) = (parameters.Find("GatewayId"), parameters.Find("NatGatewayId"), parameters.Find("NetworkInterfaceId")) switch
        {
            ({ } gateway, null, null) => (gateway, "network gateway", scope.Get<InternetGateway>(Ec2ResourceType.InternetGateway, gateway).VpcId),
            (null, { } gateway, null) => (gateway, "nat gateway", scope.Get<NatGateway>(Ec2ResourceType.NatGateway, gateway).VpcId),
            (null, null, { } item) => (item, "interface", scope.Get<NetworkInterface>(Ec2ResourceType.NetworkInterface, item).VpcId),
            _ => throw Ec2Errors.InvalidCombination("The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId"),
        };
        return vpcId == table.VpcId
            ? id
            : throw Ec2Errors.InvalidValue($"route table {table.Id} and {kind} {id} belong to different networks");
    }

    private static AwsResult DeleteRoute(Ec2Transaction transaction, AwsParameters parameters)
    {
        var table = transaction.Get<RouteTable>(Ec2ResourceType.RouteTable, parameters.Required("RouteTableId"));
        var destination = DestinationOf(parameters);
        var route = table.Routes.FirstOrDefault(route => route.Destination == destination)
            ?? throw new AwsException("InvalidRoute.NotFound", $"no route with destination-cidr-block {destination} in route table {table.Id}");
        if (route.Target == Route.Local)
        {
            throw Ec2Errors.InvalidValue($"cannot remove local route {destination} in route table {table.Id}");
        }

        transaction.Put(table with { Routes = table.Routes.Remove(route) });
        return Ec2Xml.True();
    }

    private static AwsResult.Xml Associate(Ec2Transaction transaction, AwsParameters parameters)
    {
        var table = transaction.Get<RouteTable>(Ec2ResourceType.RouteTable, parameters.Required("RouteTableId"));
        var subnet = transaction.Get<Subnet>(Ec2ResourceType.Subnet, parameters.Required("SubnetId"));
        if (table.VpcId != subnet.VpcId)
        {
            throw Ec2Errors.InvalidValue($"route table {table.Id} and subnet {subnet.Id} belong to different networks");
        }

        if (Of(transaction.State, subnet).Associations.FirstOrDefault(association => association.SubnetId == subnet.Id) is { } observed)
        {
            throw new AwsException("Resource.AlreadyAssociated", $"the specified association for route table {table.Id} conflicts with an existing association: {observed.Id}");
        }

        var created = new RouteTableAssociation(AwsIds.Resource("rtbassoc"), subnet.Id);
        transaction.Put(table with { Associations = table.Associations.Add(created) });
        return new AwsResult.Xml(
            new XElement("associationId", created.Id),
            new XElement("associationState", new XElement("state", "associated")));
    }

    // A subnet's table, or the VPC's main one, is another from now on; so is the association's id.
    private static AwsResult.Xml ReplaceAssociation(Ec2Transaction transaction, AwsParameters parameters)
    {
        var (table, association) = GetAssociated(transaction, parameters);
        var wanted = transaction.Get<RouteTable>(Ec2ResourceType.RouteTable, parameters.Required("RouteTableId"));
        if (wanted.VpcId != table.VpcId)
        {
            throw Ec2Errors.InvalidValue($"route table {wanted.Id} and route table {table.Id} belong to different networks");
        }

        var created = new RouteTableAssociation(AwsIds.Resource("rtbassoc"), association.SubnetId);
        transaction.Put(table with { Associations = table.Associations.Remove(association) });
        var observed = transaction.Get<RouteTable>(Ec2ResourceType.RouteTable, wanted.Id);
        transaction.Put(observed with { Associations = observed.Associations.Add(created) });
        return new AwsResult.Xml(
            new XElement("newAssociationId", created.Id),
            new XElement("associationState", new XElement("state", "associated")));
    }

    private static AwsResult Disassociate(Ec2Transaction transaction, AwsParameters parameters)
    {
        var (table, association) = GetAssociated(transaction, parameters);
        if (association.SubnetId is null)
        {
            throw Ec2Errors.InvalidValue($"cannot disassociate the main route table association {association.Id}");
        }

        transaction.Put(table with { Associations = table.Associations.Remove(association) });
        return Ec2Xml.True();
    }

    private static (RouteTable Table, RouteTableAssociation Association) GetAssociated(Ec2Scope scope, AwsParameters parameters)
    {
        var id = parameters.Required("AssociationId");
        var table = FindAssociated(scope, parameters) ?? throw new AwsException("InvalidAssociationID.NotFound", $"The association ID '{id}' does not exist");
        return (table, table.Associations.First(association => association.Id == id));
    }

    private static RouteTable? FindAssociated(Ec2Scope scope, AwsParameters parameters)
    {
        var id = parameters.Required("AssociationId");
        return scope.State.All<RouteTable>().FirstOrDefault(table => table.Associations.Any(association => association.Id == id));
    }

    private static Ipv4Cidr DestinationOf(AwsParameters parameters)
    {
        var text = parameters.Required("DestinationCidrBlock");
        return Ipv4Cidr.TryParse(text, out var destination)
            ? destination
            : throw Ec2Errors.InvalidValue(text, "destinationCidrBlock", "This is not a valid CIDR block.");
    }

    private static bool IsA(Route route, Ec2ResourceType type) => Ec2ResourceType.FindByIdShape(route.Target) == type;

    private static bool IsGateway(Route route) => route.Target == Route.Local || IsA(route, Ec2ResourceType.InternetGateway);

    private static string OriginOf(Route route) => route.Target == Route.Local ? "CreateRouteTable" : "CreateRoute";

    /// <summary>A route whose target is gone, or no longer in this VPC, swallows its packets.</summary>
    private static string StateOf(Ec2State state, RouteTable table, Route route)
    {
        var reaches = route.Target == Route.Local || state.Resources.GetValueOrDefault(route.Target) switch
        {
            InternetGateway gateway => gateway.VpcId == table.VpcId,
            NatGateway gateway => gateway.State is NatGatewayState.Pending or NatGatewayState.Available,
            NetworkInterface => true,
            _ => false,
        };
        return reaches ? "active" : "blackhole";
    }

    private static XElement Render(string name, Ec2Scope scope, RouteTable table) => new(
        name,
        new XElement("routeTableId", table.Id),
        new XElement("vpcId", table.VpcId),
        new XElement("ownerId", scope.AccountId),
        Ec2Xml.List("routeSet", table.Routes.Select(route => new XElement(
            "item",
            new XElement("destinationCidrBlock", route.Destination.ToString()),
            new XElement(IsGateway(route) ? "gatewayId" : IsA(route, Ec2ResourceType.NatGateway) ? "natGatewayId" : "networkInterfaceId", route.Target),
            new XElement("state", StateOf(scope.State, table, route)),
            new XElement("origin", OriginOf(route))))),
        Ec2Xml.List("associationSet", table.Associations.Select(association => new XElement(
            "item",
            new XElement("routeTableAssociationId", association.Id),
            new XElement("routeTableId", table.Id),
            Ec2Xml.Optional("subnetId", association.SubnetId),
            new XElement("main", association.SubnetId is null),
            new XElement("associationState", new XElement("state", "associated"))))),
        new XElement("propagatingVgwSet"),
        Ec2Xml.Tags(table.Tags));
}
