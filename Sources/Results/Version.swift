/// Version of Peruse; stands in every result.
public let peruseVersion = "0.2.0-dev"
