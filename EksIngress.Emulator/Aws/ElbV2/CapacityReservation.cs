namespace EksIngress.Emulator.Aws.ElbV2;

/// <param name="Units">Null once it was reset.</param>
internal sealed record CapacityReservation(int? Units, DateTimeOffset ModifiedTime);
